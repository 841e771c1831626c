CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`role` text DEFAULT 'client' NOT NULL,
	`hash` text NOT NULL,
	`prefix` text NOT NULL,
	`last_four` text NOT NULL,
	`previous_hash` text,
	`previous_expires_at` integer,
	`models` text NOT NULL,
	`providers` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`expires_at` integer,
	`limits` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`last_used_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `api_keys_previous_hash` ON `api_keys` (`previous_hash`);--> statement-breakpoint
CREATE TABLE `audit_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`created_at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`kind` text NOT NULL,
	`target_id` text NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `audit_log_created` ON `audit_log` (`created_at`);--> statement-breakpoint
CREATE TABLE `credentials` (
	`id` text PRIMARY KEY NOT NULL,
	`provider_id` text NOT NULL,
	`name` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`sealed` text,
	`env` text,
	`hint` text DEFAULT '' NOT NULL,
	`state` text DEFAULT 'ok' NOT NULL,
	`rejections` integer DEFAULT 0 NOT NULL,
	`cooldown_until` integer,
	`last_error` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`provider_id`) REFERENCES `providers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credentials_provider_name` ON `credentials` (`provider_id`,`name`);--> statement-breakpoint
CREATE TABLE `log_batches` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `provider_models` (
	`provider_id` text NOT NULL,
	`model_id` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`upstream` text,
	`pricing` text,
	`context_length` integer,
	`details` text,
	PRIMARY KEY(`provider_id`, `model_id`),
	FOREIGN KEY (`provider_id`) REFERENCES `providers`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `provider_usage_30m` (
	`bucket` integer NOT NULL,
	`provider_id` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`cost_micro_usd` integer DEFAULT 0 NOT NULL,
	`latency_histogram` text NOT NULL,
	`first_token_histogram` text NOT NULL,
	PRIMARY KEY(`bucket`, `provider_id`)
);
--> statement-breakpoint
CREATE INDEX `provider_usage_30m_provider` ON `provider_usage_30m` (`provider_id`,`bucket`);--> statement-breakpoint
CREATE TABLE `providers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`preset` text,
	`adapter` text NOT NULL,
	`base_url` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`priority` integer DEFAULT 0 NOT NULL,
	`weight` integer DEFAULT 1 NOT NULL,
	`headers` text NOT NULL,
	`options` text NOT NULL,
	`timeouts` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `request_attempts` (
	`request_id` text NOT NULL,
	`attempt_index` integer NOT NULL,
	`created_at` integer NOT NULL,
	`provider_id` text NOT NULL,
	`credential_name` text,
	`model` text NOT NULL,
	`status` integer,
	`error_code` text,
	`error_message` text,
	`started_ms` integer NOT NULL,
	`first_byte_ms` integer,
	`latency_ms` integer NOT NULL,
	`reason` text NOT NULL,
	PRIMARY KEY(`request_id`, `attempt_index`),
	FOREIGN KEY (`request_id`) REFERENCES `request_log`(`request_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `request_attempts_provider` ON `request_attempts` (`provider_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `request_log` (
	`request_id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`endpoint` text NOT NULL,
	`status` integer NOT NULL,
	`outcome` text NOT NULL,
	`error_code` text,
	`error_message` text,
	`key_id` text,
	`key_name` text,
	`requested_model` text,
	`model` text,
	`upstream_model` text,
	`provider_id` text,
	`stream` integer NOT NULL,
	`attempt_count` integer NOT NULL,
	`prompt_tokens` integer NOT NULL,
	`completion_tokens` integer NOT NULL,
	`cached_tokens` integer NOT NULL,
	`cache_write_tokens` integer NOT NULL,
	`reasoning_tokens` integer NOT NULL,
	`usage_source` text NOT NULL,
	`cost_micro_usd` integer,
	`pricing` text,
	`latency_ms` integer NOT NULL,
	`first_token_ms` integer,
	`gateway_ms` integer NOT NULL,
	`cache` text NOT NULL,
	`user_agent` text,
	`metadata` text,
	`plan` text
);
--> statement-breakpoint
CREATE INDEX `request_log_created` ON `request_log` (`created_at`,`request_id`);--> statement-breakpoint
CREATE INDEX `request_log_outcome` ON `request_log` (`outcome`,`created_at`);--> statement-breakpoint
CREATE INDEX `request_log_status` ON `request_log` (`status`,`created_at`);--> statement-breakpoint
CREATE INDEX `request_log_model` ON `request_log` (`model`,`created_at`);--> statement-breakpoint
CREATE INDEX `request_log_provider` ON `request_log` (`provider_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `request_log_key` ON `request_log` (`key_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `routes` (
	`id` text PRIMARY KEY NOT NULL,
	`document` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `settings` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in_attempts` (
	`address` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`window_start` integer NOT NULL,
	`paused_until` integer
);
--> statement-breakpoint
CREATE TABLE `traffic_5m` (
	`bucket` integer PRIMARY KEY NOT NULL,
	`requests` integer DEFAULT 0 NOT NULL,
	`errors` integer DEFAULT 0 NOT NULL,
	`prompt_tokens` integer DEFAULT 0 NOT NULL,
	`completion_tokens` integer DEFAULT 0 NOT NULL,
	`cached_tokens` integer DEFAULT 0 NOT NULL,
	`cost_micro_usd` integer DEFAULT 0 NOT NULL,
	`latency_histogram` text NOT NULL,
	`first_token_histogram` text NOT NULL,
	`first_try` integer DEFAULT 0 NOT NULL,
	`after_failover` integer DEFAULT 0 NOT NULL,
	`gateway_ms_sum` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `usage_hourly` (
	`hour` integer NOT NULL,
	`key_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`model` text NOT NULL,
	`requests` integer DEFAULT 0 NOT NULL,
	`errors` integer DEFAULT 0 NOT NULL,
	`prompt_tokens` integer DEFAULT 0 NOT NULL,
	`completion_tokens` integer DEFAULT 0 NOT NULL,
	`cached_tokens` integer DEFAULT 0 NOT NULL,
	`cost_micro_usd` integer DEFAULT 0 NOT NULL,
	`latency_histogram` text NOT NULL,
	`first_token_histogram` text NOT NULL,
	PRIMARY KEY(`hour`, `key_id`, `provider_id`, `model`)
);
--> statement-breakpoint
CREATE INDEX `usage_hourly_key` ON `usage_hourly` (`key_id`,`hour`);