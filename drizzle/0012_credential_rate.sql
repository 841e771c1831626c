ALTER TABLE `credentials` ADD `rate_used` integer;--> statement-breakpoint
ALTER TABLE `credentials` ADD `rate_at` integer;