import { index, type RouteConfig, route } from "@react-router/dev/routes";
import { apiRoutes } from "./routes/api.routes";

// The whole URL map. The client API and the admin API bring their own lists.

export default [
  ...apiRoutes,
  route("login", "routes/login/route.tsx"),
  route("logout", "routes/logout.ts"),
  route("admin", "routes/admin.tsx", [
    index("routes/admin.overview/route.tsx"),
    route("settings/:section?", "routes/admin.settings/route.tsx"),
    route("settings/export", "routes/admin.settings.export.ts"),
    route("setup", "routes/admin.setup.ts"),
    route("providers", "routes/admin.providers/route.tsx"),
    route("providers/new", "routes/admin.providers.new/route.tsx"),
    route("providers/new/:preset", "routes/admin.providers.new.$preset/route.tsx"),
    route("providers/:id/:tab?", "routes/admin.providers.$id/route.tsx"),
    route("models", "routes/admin.models/route.tsx"),
    route("models/routes/new", "routes/admin.models.routes.new.tsx"),
    route("models/routes/:name", "routes/admin.models.routes.$name/route.tsx"),
    route("keys", "routes/admin.keys/route.tsx"),
    route("requests/export", "routes/admin.requests.export.ts"),
    route("requests", "routes/admin.requests/route.tsx", [route(":id", "routes/admin.requests.$id/route.tsx")]),
    route("usage", "routes/admin.usage/route.tsx"),
    route("usage/export", "routes/admin.usage.export.ts"),
    route("playground", "routes/admin.playground/route.tsx"),
    route("playground/image", "routes/admin.playground.image/route.tsx"),
    route("playground/embeddings", "routes/admin.playground.embeddings/route.tsx"),
    route("playground/connectivity", "routes/admin.playground.connectivity/route.tsx"),
    route("more", "routes/admin.more.tsx"),
    route("palette", "routes/admin.palette.ts"),
    route("*", "routes/admin.not-found.tsx"),
  ]),
] satisfies RouteConfig;
