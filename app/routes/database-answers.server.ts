import { data, type ServerBuild } from "react-router";
import { databaseProblem } from "~/db/database-problem";

type Handler = (args: never) => unknown;

/**
 * The pages, whose loaders and actions say what is the matter with the database: React Router hides the words of an error, but
 * not of an answer. What they throw is `{ code }` with status 503 then (components/database-code.ts).
 */
export function tellingOfDatabase(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (route === undefined) return [id, route];
    const { loader, action } = route.module;
    const module = { ...route.module, loader: telling(loader), action: telling(action) };
    return [id, { ...route, module }];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}

function telling<Called extends Handler>(handler: Called | undefined): Called | undefined {
  if (handler === undefined) return undefined;
  const told = async (args: never) => {
    try {
      return await handler(args);
    } catch (error) {
      const code = databaseProblem(error);
      if (code === null) throw error;
      console.error(error);
      throw data({ code }, { status: 503 });
    }
  };
  return told as unknown as Called;
}
