CREATE TABLE `parameter_repairs` (
	`provider_id` text NOT NULL,
	`model` text NOT NULL,
	`parameter` text NOT NULL,
	`rename_to` text,
	`reason` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`provider_id`, `model`, `parameter`)
);
--> statement-breakpoint
CREATE TABLE `tool_signatures` (
	`key_id` text NOT NULL,
	`tool_call_id` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`key_id`, `tool_call_id`)
);
--> statement-breakpoint
CREATE INDEX `tool_signatures_expires_at` ON `tool_signatures` (`expires_at`);