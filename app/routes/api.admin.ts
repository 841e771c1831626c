import { catchUp, keepNothing, requireAdminApi } from "~/auth/require-admin.server";

// The parent of every admin API route: nobody gets past it unknown.
export const middleware = [keepNothing, requireAdminApi, catchUp];
