CREATE TABLE `videos` (
	`key_id` text NOT NULL,
	`id` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`video` text NOT NULL,
	PRIMARY KEY(`key_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `videos_created` ON `videos` (`key_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `videos_expires_at` ON `videos` (`expires_at`);--> statement-breakpoint
ALTER TABLE `request_log` ADD `audio_tokens` text;