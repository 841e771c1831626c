import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Stands before a gateway, and holds back some of what a page's loader says: as a database does that takes its time. For a page
 * that is come to by a press: its data are a JSON list (React Router's turbo-stream) in which a part that comes later is a
 * promise.
 */
export async function holdBack(gateway: string, path: string, parts: string[]) {
  const waiting: ServerResponse[] = [];
  const server = createServer(async (request, response) => {
    const { host: _, connection: __, ...headers } = request.headers;
    const answer = await fetch(gateway + request.url, {
      method: request.method ?? "GET",
      headers: { ...(headers as Record<string, string>), "accept-encoding": "identity" },
      redirect: "manual",
    });
    const type = answer.headers.get("content-type") ?? "";
    const cookies = answer.headers.getSetCookie();
    response.writeHead(answer.status, {
      "content-type": type,
      ...(cookies.length > 0 ? { "set-cookie": cookies } : {}),
    });
    if (!request.url?.startsWith(`${path}.data`)) return void response.end(Buffer.from(await answer.arrayBuffer()));
    response.write(withPromises(await answer.text(), parts));
    waiting.push(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(null)));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const response of waiting) response.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** `{"_12": 34}` says that the value at 34 stands under the name at 12: a promise takes its place. */
function withPromises(stream: string, parts: string[]): string {
  const list = JSON.parse(stream) as unknown[];
  for (const part of parts) {
    const name = `_${list.indexOf(part)}`;
    const holder = list.find((value): value is Record<string, number> => Object.hasOwn(Object(value), name));
    const place = holder?.[name];
    if (place !== undefined) list[place] = ["P", place];
  }
  return `${JSON.stringify(list)}\n`;
}
