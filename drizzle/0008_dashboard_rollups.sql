CREATE TABLE `traffic_1h` (
	`bucket` integer PRIMARY KEY NOT NULL,
	`requests` integer DEFAULT 0 NOT NULL,
	`errors` integer DEFAULT 0 NOT NULL,
	`prompt_tokens` integer DEFAULT 0 NOT NULL,
	`completion_tokens` integer DEFAULT 0 NOT NULL,
	`cached_tokens` integer DEFAULT 0 NOT NULL,
	`cost_micro_usd` integer DEFAULT 0 NOT NULL,
	`cache_hits` integer DEFAULT 0 NOT NULL,
	`cache_misses` integer DEFAULT 0 NOT NULL,
	`saved_micro_usd` integer DEFAULT 0 NOT NULL,
	`latency_histogram` text NOT NULL,
	`first_token_histogram` text NOT NULL,
	`first_try` integer DEFAULT 0 NOT NULL,
	`after_failover` integer DEFAULT 0 NOT NULL,
	`gateway_ms_sum` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE `usage_by_name` (
	`split` text NOT NULL,
	`hour` integer NOT NULL,
	`name` text NOT NULL,
	`requests` integer NOT NULL,
	`errors` integer NOT NULL,
	`prompt_tokens` integer NOT NULL,
	`completion_tokens` integer NOT NULL,
	`cached_tokens` integer NOT NULL,
	`cost_micro_usd` integer NOT NULL,
	`cache_hits` integer NOT NULL,
	`cache_misses` integer NOT NULL,
	`saved_micro_usd` integer NOT NULL,
	PRIMARY KEY(`split`, `hour`, `name`)
);
--> statement-breakpoint
INSERT INTO `usage_by_name` (`split`, `hour`, `name`, `requests`, `errors`, `prompt_tokens`, `completion_tokens`, `cached_tokens`, `cost_micro_usd`, `cache_hits`, `cache_misses`, `saved_micro_usd`)
SELECT 'model', `hour`, `model`, sum(`requests`), sum(`errors`), sum(`prompt_tokens`), sum(`completion_tokens`), sum(`cached_tokens`), sum(`cost_micro_usd`), sum(`cache_hits`), sum(`cache_misses`), sum(`saved_micro_usd`) FROM `usage_hourly` GROUP BY 2, 3;--> statement-breakpoint
INSERT INTO `usage_by_name` (`split`, `hour`, `name`, `requests`, `errors`, `prompt_tokens`, `completion_tokens`, `cached_tokens`, `cost_micro_usd`, `cache_hits`, `cache_misses`, `saved_micro_usd`)
SELECT 'provider', `hour`, `provider_id`, sum(`requests`), sum(`errors`), sum(`prompt_tokens`), sum(`completion_tokens`), sum(`cached_tokens`), sum(`cost_micro_usd`), sum(`cache_hits`), sum(`cache_misses`), sum(`saved_micro_usd`) FROM `usage_hourly` GROUP BY 2, 3;--> statement-breakpoint
INSERT INTO `usage_by_name` (`split`, `hour`, `name`, `requests`, `errors`, `prompt_tokens`, `completion_tokens`, `cached_tokens`, `cost_micro_usd`, `cache_hits`, `cache_misses`, `saved_micro_usd`)
SELECT 'key', `hour`, `key_id`, sum(`requests`), sum(`errors`), sum(`prompt_tokens`), sum(`completion_tokens`), sum(`cached_tokens`), sum(`cost_micro_usd`), sum(`cache_hits`), sum(`cache_misses`), sum(`saved_micro_usd`) FROM `usage_hourly` GROUP BY 2, 3;--> statement-breakpoint
INSERT INTO `traffic_1h` (`bucket`, `requests`, `errors`, `prompt_tokens`, `completion_tokens`, `cached_tokens`, `cost_micro_usd`, `cache_hits`, `cache_misses`, `saved_micro_usd`, `latency_histogram`, `first_token_histogram`, `first_try`, `after_failover`, `gateway_ms_sum`)
SELECT hours.`bucket` / 3600000 * 3600000 AS `start`, sum(`requests`), sum(`errors`), sum(`prompt_tokens`), sum(`completion_tokens`), sum(`cached_tokens`), sum(`cost_micro_usd`), sum(`cache_hits`), sum(`cache_misses`), sum(`saved_micro_usd`),
	(SELECT json_group_object(`key`, `total`) FROM (SELECT entry.`key` AS `key`, sum(entry.`value`) AS `total` FROM `traffic_5m` AS parts, json_each(parts.`latency_histogram`) AS entry WHERE parts.`bucket` >= hours.`bucket` / 3600000 * 3600000 AND parts.`bucket` < hours.`bucket` / 3600000 * 3600000 + 3600000 GROUP BY entry.`key`)),
	(SELECT json_group_object(`key`, `total`) FROM (SELECT entry.`key` AS `key`, sum(entry.`value`) AS `total` FROM `traffic_5m` AS parts, json_each(parts.`first_token_histogram`) AS entry WHERE parts.`bucket` >= hours.`bucket` / 3600000 * 3600000 AND parts.`bucket` < hours.`bucket` / 3600000 * 3600000 + 3600000 GROUP BY entry.`key`)),
	sum(`first_try`), sum(`after_failover`), sum(`gateway_ms_sum`) FROM `traffic_5m` AS hours GROUP BY 1;
