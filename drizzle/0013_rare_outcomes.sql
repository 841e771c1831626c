DROP INDEX `request_log_outcome`;--> statement-breakpoint
DROP INDEX `request_log_status`;--> statement-breakpoint
CREATE INDEX `request_log_outcome` ON `request_log` (`outcome`,`created_at`) WHERE outcome <> 'success';--> statement-breakpoint
CREATE INDEX `request_log_status` ON `request_log` (`status`,`created_at`) WHERE status <> 200;