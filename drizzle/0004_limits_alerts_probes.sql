CREATE TABLE `alerts` (
	`event` text NOT NULL,
	`subject` text NOT NULL,
	`message` text NOT NULL,
	`created_at` integer NOT NULL,
	`error` text,
	PRIMARY KEY(`event`, `subject`)
);
--> statement-breakpoint
CREATE INDEX `alerts_created` ON `alerts` (`created_at`);--> statement-breakpoint
CREATE TABLE `provider_probes` (
	`provider_id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`ok` integer,
	`status` integer DEFAULT 0 NOT NULL,
	`latency_ms` integer DEFAULT 0 NOT NULL,
	`credential_name` text,
	`error` text
);
--> statement-breakpoint
ALTER TABLE `providers` ADD `probe` text;