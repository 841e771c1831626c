CREATE TABLE `breakers` (
	`provider_id` text NOT NULL,
	`model` text NOT NULL,
	`credential_id` text NOT NULL,
	`open_until` integer NOT NULL,
	`trips` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`provider_id`, `model`, `credential_id`)
);
--> statement-breakpoint
CREATE INDEX `breakers_updated` ON `breakers` (`updated_at`);--> statement-breakpoint
CREATE TABLE `model_statistics` (
	`provider_id` text NOT NULL,
	`model` text NOT NULL,
	`bucket` integer NOT NULL,
	`attempts` integer NOT NULL,
	`failures` integer NOT NULL,
	`latency_ms` integer NOT NULL,
	`first_tokens` integer NOT NULL,
	`first_token_ms` integer NOT NULL,
	`tokens` integer NOT NULL,
	`token_ms` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`provider_id`, `model`, `bucket`)
);
--> statement-breakpoint
CREATE INDEX `model_statistics_updated` ON `model_statistics` (`updated_at`);--> statement-breakpoint
ALTER TABLE `credentials` ADD `marked_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `credentials_marked` ON `credentials` (`marked_at`);