CREATE TABLE `kept_responses` (
	`key_id` text NOT NULL,
	`id` text NOT NULL,
	`previous_id` text,
	`response` text NOT NULL,
	`input` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`key_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `kept_responses_expires_at` ON `kept_responses` (`expires_at`);