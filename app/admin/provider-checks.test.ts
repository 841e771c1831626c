import { expect, test } from "vitest";
import { checkProvider, looseProvider } from "./provider-checks";

const base = { id: "p", adapter: "openai", baseUrl: "https://api.example.com/v1" };
const stored = { storedSecrets: new Set(["kept"]), storedHeaders: { "X-Token": "t" } };
const issuesOf = (document: object, allowPrivateUpstreams = false) =>
  checkProvider(looseProvider({ ...base, ...document }), { allowPrivateUpstreams, ...stored }, ["providers", 3]).map(
    ({ path, message }) => `${path.replace("providers.3.", "")}: ${message}`,
  );

test("what is right has no issues", () => {
  expect(issuesOf({})).toEqual([]);
  for (const responses of ["native", "chat"]) expect(issuesOf({ options: { responses } })).toEqual([]);
  for (const api of ["converse", "native", "openai", "responses"]) expect(issuesOf({ options: { api } })).toEqual([]);
  expect(issuesOf({ adapter: undefined, preset: "deepseek", baseUrl: undefined })).toEqual([]);
  expect(issuesOf({ adapter: "demo", baseUrl: undefined })).toEqual([]);
  expect(issuesOf({ headers: { "x-token": "********", "X-Own": "1" } })).toEqual([]);
  expect(issuesOf({ credentials: [{ name: "kept", value: "********" }] })).toEqual([]);
});

test("options are one of the words that there are", () => {
  expect(issuesOf({ options: { responses: "Native", api: "soap" } })).toEqual([
    'options.responses: must be "native" or "chat"',
    "options.api: must be one of converse, native, openai, responses",
  ]);
});

test("the binding has no address, everything else needs one", () => {
  const worker = { adapter: "workers-ai", baseUrl: undefined };
  expect(issuesOf({ ...worker, options: { binding: true } })).toEqual([]);
  expect(issuesOf({ ...worker, options: { binding: false } })).toEqual(["baseUrl: needed"]);
  expect(issuesOf({ baseUrl: undefined, options: { binding: true } })).toEqual(["baseUrl: needed"]);
  expect(issuesOf({ baseUrl: "  " })).toEqual(["baseUrl: needed"]);
});

test("a part of the base URL that is not there is asked for by its option, once, and nothing else is said of the address", () => {
  const baseUrl = "http://{host}/{host}/{region}";
  expect(issuesOf({ baseUrl })).toEqual([
    "options.host: needed for the base URL",
    "options.region: needed for the base URL",
  ]);
  expect(issuesOf({ baseUrl, options: { host: "10.0.0.1", region: "eu" } })).toHaveLength(1);
  expect(issuesOf({ baseUrl, options: { host: "10.0.0.1", region: "eu" } }, true)).toEqual([]);
});

test("one mistake is told once: what it makes unknown is not asked for as well", () => {
  expect(issuesOf({ preset: "nope", adapter: undefined, baseUrl: undefined })).toEqual([
    'preset: no preset is called "nope"',
  ]);
  // Fields of the wrong kind are the schema's to tell.
  expect(issuesOf({ preset: 5, adapter: undefined, baseUrl: undefined })).toEqual([]);
  expect(issuesOf({ adapter: 5 })).toEqual([]);
  expect(issuesOf({ baseUrl: 5 })).toEqual([]);
  expect(issuesOf({ adapter: undefined })).toEqual(["adapter: needed where there is no preset"]);
  expect(issuesOf({ adapter: "telepathy" })).toEqual([
    expect.stringMatching(/^adapter: no adapter is called "telepathy"; there are .*openai.*, /),
  ]);
});

test("headers of the connection are the gateway's own, and a mark needs what it stands for", () => {
  const own = "Host Content-Length transfer-encoding CONNECTION upgrade te trailer keep-alive".split(" ");
  expect(issuesOf({ headers: Object.fromEntries(own.map((name) => [name, "x"])) })).toEqual(
    own.map((name) => `headers.${name}: is set by the gateway itself`),
  );
  expect(issuesOf({ headers: { "x-other": "********" } })).toEqual([
    "headers.x-other: no value is stored that could be kept",
  ]);
  expect(issuesOf({ credentials: [{ name: "new", value: "********" }] })).toEqual([
    'credentials.0.value: no secret is stored for "new" that could be kept',
  ]);
});

test("names are there once, and no credential is a secret of the gateway", () => {
  const env = ["encryption_key", "ENCRYPTION_KEY_PREVIOUS", "ADMIN_PASSWORD", "ADMIN_TOKEN"];
  expect(issuesOf({ credentials: env.map((name, index) => ({ name: `k${index}`, env: name })) })).toEqual(
    env.map((_, index) => `credentials.${index}.env: is a secret of the gateway itself`),
  );
  // Items that are not well-formed keep their place.
  const credentials = [{ name: "a", value: "x" }, { name: 5 }, { name: "a", value: "y" }];
  expect(issuesOf({ credentials, models: ["m", {}, { id: "m" }] })).toEqual([
    'credentials.2.name: "a" is there twice',
    'models.2.id: "m" is there twice',
  ]);
});
