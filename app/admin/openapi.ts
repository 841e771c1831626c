import { z } from "zod";
import { createDocument, type ZodOpenApiPathsObject } from "zod-openapi";
import { configSchema, keySchema, providerSchema, routeSchema } from "~/gateway/config/config";
import { settingsSchema } from "~/gateway/config/settings";
import { version } from "../../package.json";
import * as logAnswers from "./openapi-log-schemas";
import { operation } from "./openapi-operation";
import * as answers from "./openapi-schemas";

// The admin API's OpenAPI document, from the schemas that check its requests.

const listOf = (item: z.ZodType) => z.object({ data: z.array(item), nextCursor: z.string().nullable() });
const fromParameter = z
  .string()
  .optional()
  .meta({ description: "ISO 8601 or Unix milliseconds; UTC where it says no offset" });
const toParameter = z
  .string()
  .optional()
  .meta({ description: "As `from`, exclusive; a date alone is the end of that day" });
const idsParameter = (what: string) =>
  z
    .string()
    .optional()
    .meta({ description: `${what}: ids joined by commas, in which \`*\` stands for anything` });
const id = ["id"];

const withoutId = <T extends z.ZodObject>(schema: T) => schema.partial();

const logQuery = z.object({
  from: fromParameter,
  to: toParameter,
  status: z.string().optional().meta({ description: "Codes (429), classes (5xx) or outcomes, joined by commas" }),
  model: idsParameter("Models that served, or were to serve"),
  provider: idsParameter("Providers"),
  key: idsParameter("API keys"),
  route: z.string().optional().meta({ description: "Ids of routes that were asked for, joined by commas" }),
  stream: z.enum(["true", "false"]).optional(),
  tried: z.enum(["first", "failover", "failed"]).optional(),
  cache: z.enum(["hit", "miss", "bypass"]).optional(),
  slowerThanMs: z.int().min(0).optional(),
  attemptsOver: z.int().min(0).optional(),
  q: z.string().optional().meta({ description: "Searches request id, model, error message and metadata" }),
  limit: z.int().min(1).max(1000).default(50),
  cursor: z.string().optional(),
});

const usageQuery = z.object({
  from: fromParameter,
  to: toParameter,
  interval: z.enum(["hour", "day"]).default("day"),
  groupBy: z.enum(["model", "provider", "key"]).optional(),
});

const paths: ZodOpenApiPathsObject = {
  "/api/admin/providers": {
    get: operation({ summary: "All providers", answer: listOf(answers.provider) }),
    post: operation({
      summary: "Adds a provider; without an id one is made from its name or preset",
      body: providerSchema.partial({ id: true }),
      answer: answers.provider,
      status: 201,
    }),
  },
  "/api/admin/providers/{id}": {
    get: operation({ summary: "One provider", path: id, answer: answers.provider }),
    patch: operation({
      summary: "Changes the fields that are given",
      matched: true,
      path: id,
      body: withoutId(providerSchema),
      answer: answers.provider,
    }),
    delete: operation({
      summary: "Removes the provider",
      matched: true,
      path: id,
      status: 204,
      conflict: "It comes from the environment: unset its variable",
    }),
  },
  "/api/admin/providers/{id}/test": {
    post: operation({
      summary: "Calls the upstream once per credential, or with the one of that name",
      path: id,
      body: z.object({ model: z.string().optional(), credential: z.string().optional() }),
      answer: answers.providerTest,
    }),
  },
  "/api/admin/providers/{id}/models/sync": {
    post: operation({
      summary: "Fetches the upstream's model list and compares it; `apply` writes it",
      path: id,
      query: z.object({ apply: z.boolean().default(false) }),
      answer: answers.modelSync,
      upstream: true,
    }),
  },
  "/api/admin/providers/{id}/repairs": {
    get: operation({
      summary: "Parameters that the upstream refused, and what is done about them",
      path: id,
      answer: listOf(answers.repair),
    }),
    delete: operation({
      summary: "Forgets one repair, or all of the provider",
      path: id,
      query: z.object({ model: z.string().optional(), parameter: z.string().optional() }),
      status: 204,
    }),
  },
  "/api/admin/keys": {
    get: operation({ summary: "All API keys", answer: listOf(answers.key) }),
    post: operation({
      summary: "Makes a key; the answer shows it once",
      body: keySchema.partial({ id: true }),
      answer: answers.issuedKey,
      status: 201,
    }),
  },
  "/api/admin/keys/{id}": {
    get: operation({ summary: "One API key", path: id, answer: answers.key }),
    patch: operation({
      summary: "Changes the fields that are given",
      matched: true,
      path: id,
      body: withoutId(keySchema.omit({ value: true })),
      answer: answers.key,
    }),
    delete: operation({ summary: "Removes the key", matched: true, path: id, status: 204 }),
  },
  "/api/admin/keys/{id}/rotate": {
    post: operation({
      summary: "Gives the key a new value, shown once; the old one works for `overlapHours` more",
      matched: true,
      path: id,
      body: z.object({ overlapHours: z.number().min(0).max(720).default(0) }),
      answer: answers.issuedKey,
    }),
  },
  "/api/admin/routes/simulate": {
    post: operation({
      summary: "Where a chat request would go and why; nothing is sent upstream",
      body: z.looseObject({ model: z.string() }),
      unknown: "No provider takes the model",
      answer: answers.simulation,
    }),
  },
  "/api/admin/routes": { get: operation({ summary: "All routes", answer: listOf(answers.route) }) },
  "/api/admin/routes/{id}": {
    get: operation({ summary: "One route", path: id, answer: answers.route }),
    put: operation({
      summary: "Makes or replaces the route",
      matched: true,
      path: id,
      body: routeSchema.partial({ id: true }),
      answer: answers.route,
    }),
    delete: operation({ summary: "Removes the route", matched: true, path: id, status: 204 }),
  },
  "/api/admin/logs": {
    get: operation({ summary: "Requests, newest first", query: logQuery, answer: listOf(logAnswers.logRow) }),
  },
  "/api/admin/logs/{requestId}": {
    get: operation({
      summary: "One request with its attempts and plan",
      path: ["requestId"],
      answer: logAnswers.logDetail,
    }),
  },
  "/api/admin/usage": {
    get: operation({
      summary: "Usage by time and group, in whole hours from that of `from`",
      query: usageQuery,
      answer: logAnswers.usage,
    }),
  },
  "/api/admin/health": {
    get: operation({ summary: "State of every provider and credential", answer: answers.health }),
  },
  "/api/admin/presets": { get: operation({ summary: "The provider catalogue", answer: listOf(answers.preset) }) },
  "/api/admin/catalog/models": {
    get: operation({ summary: "Models that the catalogue knows", answer: listOf(answers.catalogModel) }),
  },
  "/api/admin/config": {
    get: operation({ summary: "The whole configuration, secrets redacted", answer: answers.exportedConfig }),
    put: operation({
      summary: "Replaces the whole configuration, all or nothing",
      matched: true,
      query: z.object({ dryRun: z.boolean().default(false) }),
      body: configSchema,
      answer: answers.importResult,
    }),
  },
  "/api/admin/settings": {
    get: operation({ summary: "The settings", answer: settingsSchema }),
    patch: operation({
      summary: "Changes the settings that are given",
      matched: true,
      body: withoutId(settingsSchema),
      answer: settingsSchema,
    }),
  },
  "/api/admin/alerts": {
    get: operation({ summary: "The last alert of every event and subject", answer: listOf(answers.alert) }),
  },
  "/api/admin/alerts/test": {
    post: operation({
      summary: "Posts a test to the webhook that is set",
      answer: answers.alertTest,
      conflict: "No webhook is set",
    }),
  },
  "/api/admin/audit": {
    get: operation({
      summary: "Who changed what, newest first",
      query: z.object({ limit: z.int().min(1).max(1000).default(50), cursor: z.string().optional() }),
      answer: listOf(answers.auditRow),
    }),
  },
  "/api/admin/cache": {
    get: operation({ summary: "What the cache holds, and how it did in the last 30 days", answer: answers.cache }),
    delete: operation({ summary: "Forgets every kept answer", answer: answers.cacheCleared }),
  },
  "/api/admin/encryption": {
    get: operation({
      summary: "How much of what is stored is encrypted under ENCRYPTION_KEY, and how much under a former key",
      answer: answers.encryption,
    }),
  },
  "/api/admin/encryption/reseal": {
    post: operation({
      summary:
        "Encrypts anew, under ENCRYPTION_KEY, what is under a former key; with `nextCursor` again until that is null",
      query: z.object({ cursor: z.string().optional() }),
      answer: answers.resealed,
    }),
  },
  "/metrics": {
    get: {
      ...operation({ summary: "Counters and gauges as Prometheus reads them" }),
      responses: {
        200: { description: "Prometheus text", content: { "text/plain": { schema: z.string() } } },
        401: { description: "No valid admin token, admin API key or session" },
        403: { description: "An API key that is no admin's" },
      },
    },
  },
  "/api/admin/maintenance": {
    post: operation({
      summary: "Purges what is past its retention, runs health probes that are due",
      answer: answers.purged,
    }),
  },
};

export const openApiDocument = (serverUrl: string) =>
  createDocument({
    openapi: "3.1.0",
    info: { title: "AI Gateway admin API", version },
    servers: [{ url: serverUrl }],
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "ADMIN_TOKEN, or an API key with the role admin" },
      },
    },
    paths,
  });
