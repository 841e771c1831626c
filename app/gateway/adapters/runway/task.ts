import { isObject, type JsonObject } from "../../openai/fields";

// Tasks in OpenAI's words: https://docs.dev.runwayml.com/assets/outputs and https://docs.dev.runwayml.com/errors/task-failures

export const imageRatios = [
  "1024:1024",
  "1080:1080",
  "1168:880",
  "1360:768",
  "1440:1080",
  "1080:1440",
  "1808:768",
  "1920:1080",
  "1080:1920",
  "2112:912",
  "1280:720",
  "720:1280",
  "720:720",
  "960:720",
  "720:960",
  "1680:720",
];
export const videoRatios = ["1280:720", "720:1280", "1104:832", "832:1104", "960:960", "1584:672"];

const words: Record<string, "queued" | "in_progress" | "completed" | "failed"> = {
  PENDING: "queued",
  THROTTLED: "queued",
  RUNNING: "in_progress",
  SUCCEEDED: "completed",
  FAILED: "failed",
  CANCELLED: "failed",
  CANCELED: "failed",
};

interface Task {
  status: "queued" | "in_progress" | "completed" | "failed";
  error: { code: string; message: string; byCaller: boolean } | null;
}

export function readTask({ status, failure, failureCode }: JsonObject): Task {
  const word = words[String(status)] ?? "in_progress";
  if (word !== "failed") return { status: word, error: null };
  const code = typeof failureCode === "string" ? failureCode : String(status).toLowerCase();
  const message = typeof failure === "string" && failure !== "" ? failure : `the task ended as ${status}`;
  return { status: word, error: { code, message, byCaller: /^(?:SAFETY\.INPUT|INPUT|ASSET)/.test(code) } };
}

export const outputsOf = ({ output }: JsonObject): string[] =>
  Array.isArray(output)
    ? output
        .map((item) => (isObject(item) ? item.url : item))
        .filter((item): item is string => typeof item === "string")
    : [];

/** OpenAI's video; `known.id` is `task|seconds|size`. */
export function videoOf(task: JsonObject, known: { id: string; model: string }, prompt: string | null): JsonObject {
  const { status, error } = readTask(task);
  const [, seconds = null, size = null] = known.id.split("|");
  const createdMs = typeof task.createdAt === "string" ? Date.parse(task.createdAt) : Date.now();
  const progress =
    status === "completed" ? 100 : typeof task.progress === "number" ? Math.round(task.progress * 100) : 0;
  return {
    id: known.id,
    object: "video",
    created_at: Math.floor((Number.isNaN(createdMs) ? Date.now() : createdMs) / 1000),
    completed_at: null,
    expires_at: null,
    status,
    model: known.model,
    progress,
    prompt,
    seconds,
    size,
    remixed_from_video_id: null,
    error: error === null ? null : { code: error.code, message: error.message },
  };
}
