import { type RouteConfig, route } from "@react-router/dev/routes";

// The whole URL map. The client API and the admin API bring their own lists.

export default [
  route("admin", "routes/admin.tsx", [
    route("palette", "routes/admin.palette.ts"),
    route("*", "routes/admin.not-found.ts"),
  ]),
] satisfies RouteConfig;
