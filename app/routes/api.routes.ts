import { index, type RouteConfigEntry, route } from "@react-router/dev/routes";

/** The admin API and what monitors read. */
export const apiRoutes: RouteConfigEntry[] = [
  route("metrics", "routes/metrics.ts"),
  route("api/openapi.json", "routes/api.openapi.ts"),
  route("api/admin", "routes/api.admin.ts", [
    index("routes/api.admin.$.ts", { id: "api.admin.index" }),
    route("providers", "routes/api.admin.providers.ts"),
    route("providers/:id", "routes/api.admin.providers.$id.ts"),
    route("providers/:id/test", "routes/api.admin.providers.$id.test-call.ts"),
    route("providers/:id/models/sync", "routes/api.admin.providers.$id.models.sync.ts"),
    route("providers/:id/repairs", "routes/api.admin.providers.$id.repairs.ts"),
    route("keys", "routes/api.admin.keys.ts"),
    route("keys/:id", "routes/api.admin.keys.$id.ts"),
    route("keys/:id/rotate", "routes/api.admin.keys.$id.rotate.ts"),
    route("routes", "routes/api.admin.routes.ts"),
    route("routes/simulate", "routes/api.admin.routes.simulate.ts"),
    route("routes/:id", "routes/api.admin.routes.$id.ts"),
    route("logs", "routes/api.admin.logs.ts"),
    route("logs/:requestId", "routes/api.admin.logs.$requestId.ts"),
    route("usage", "routes/api.admin.usage.ts"),
    route("health", "routes/api.admin.health.ts"),
    route("presets", "routes/api.admin.presets.ts"),
    route("catalog/models", "routes/api.admin.catalog.models.ts"),
    route("config", "routes/api.admin.config.ts"),
    route("settings", "routes/api.admin.settings.ts"),
    route("audit", "routes/api.admin.audit.ts"),
    route("cache", "routes/api.admin.cache.ts"),
    route("maintenance", "routes/api.admin.maintenance.ts"),
    route("*", "routes/api.admin.$.ts"),
  ]),
  route("api/*", "routes/api.$.ts"),
];
