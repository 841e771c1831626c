import { isbot } from "isbot";
import { renderToReadableStream } from "react-dom/server";
import { I18nextProvider } from "react-i18next";
import type { EntryContext, HandleErrorFunction, RouterContextProvider } from "react-router";
import { isRouteErrorResponse, ServerRouter } from "react-router";
import { busyRetrySeconds } from "~/admin/errors";
import { databaseCode } from "~/components/database-code";
import { NonceContext } from "~/components/nonce";
import { platformContext } from "~/context";
import { readCookie } from "~/lib/cookies";
import { pagePolicy } from "~/lib/page-policy";
import { randomBase62 } from "~/lib/random-text";
import { createI18n } from "~/locales/create-i18n";
import { resources as english } from "~/locales/en/resources";
import { chooseLanguage, languageCookie } from "~/locales/language";
import { resources as chinese } from "~/locales/zh-CN/resources";

export const streamTimeout = 5_000;

/** Streams a page. Web standards only: the same code runs on workerd and on Node. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  routerContext: EntryContext,
  loadContext: RouterContextProvider,
): Promise<Response> {
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "same-origin");
  headers.append("Vary", "Cookie, Accept-Language");
  const errors = Object.values(routerContext.staticHandlerContext.errors ?? {});
  if (errors.some((error) => databaseCode(error) === "database_busy"))
    headers.set("Retry-After", String(busyRetrySeconds));
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  // The dev server writes inline scripts of its own.
  const nonce = import.meta.env.PROD ? randomBase62(22) : undefined;
  if (nonce !== undefined) {
    // Hugging Face shows a Space inside its own page.
    const onSpace = loadContext.get(platformContext).env.variables.SPACE_ID !== undefined;
    headers.set("Content-Security-Policy", pagePolicy(nonce, onSpace ? "https://huggingface.co" : null));
  }
  if (request.method === "HEAD") return new Response(null, { status, headers });

  const language = chooseLanguage(
    readCookie(request.headers.get("cookie"), languageCookie),
    request.headers.get("accept-language"),
  );
  const i18n = createI18n(language, language === "en" ? english : chinese);
  let answerStatus = status;
  let shellRendered = false;
  const body = await renderToReadableStream(
    <NonceContext value={nonce}>
      <I18nextProvider i18n={i18n}>
        <ServerRouter context={routerContext} url={request.url} nonce={nonce} />
      </I18nextProvider>
    </NonceContext>,
    {
      nonce,
      signal: AbortSignal.timeout(streamTimeout + 1000),
      // Else React puts parts of a long page behind it, though their data are there, and a script has to move them.
      progressiveChunkSize: Number.POSITIVE_INFINITY,
      onError(error: unknown) {
        answerStatus = 500;
        // Before the shell is out the error rejects the call above, and is reported there.
        if (shellRendered) console.error(error);
      },
    },
  );
  shellRendered = true;
  if (isbot(request.headers.get("user-agent") ?? "")) await body.allReady;
  return new Response(body, { status: answerStatus, headers });
}

/** An address that does not exist and a reader who left are no errors of ours; what is an answer by now was reported before. */
export const handleError: HandleErrorFunction = (error, { request }) => {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500) || databaseCode(error)) return;
  console.error(error);
};
