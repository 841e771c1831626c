CREATE TABLE `cached_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`context` text,
	`sealed` text NOT NULL,
	`sealed_question` text,
	`bytes` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `cached_answers_context` ON `cached_answers` (`context`,`created_at`);--> statement-breakpoint
CREATE INDEX `cached_answers_expires_at` ON `cached_answers` (`expires_at`);--> statement-breakpoint
CREATE INDEX `cached_answers_created_at` ON `cached_answers` (`created_at`,`bytes`);--> statement-breakpoint
CREATE TABLE `request_bodies` (
	`request_id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`sealed` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `request_bodies_created_at` ON `request_bodies` (`created_at`);--> statement-breakpoint
ALTER TABLE `api_keys` ADD `capture_bodies` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `request_log` ADD `cache_hit` text;--> statement-breakpoint
ALTER TABLE `traffic_5m` ADD `cache_hits` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `traffic_5m` ADD `cache_misses` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `traffic_5m` ADD `saved_micro_usd` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `usage_hourly` ADD `cache_hits` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `usage_hourly` ADD `cache_misses` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `usage_hourly` ADD `saved_micro_usd` integer DEFAULT 0 NOT NULL;