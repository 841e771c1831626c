import { keyHeaders, mediaOnly } from "../foreign/media-only";
import { assemblyAiAuth, assemblyAiMedia } from "./media";

// AssemblyAI: https://www.assemblyai.com/docs/api-reference. The list of transcripts shows whether a key works.

export const assemblyAi = mediaOnly({
  id: "assemblyai",
  auth: assemblyAiAuth,
  media: assemblyAiMedia,
  listModels: () => null,
  readModels: () => [],
  checkKey: (target) => ({
    method: "GET",
    url: `${target.provider.baseUrl}/v2/transcript?limit=1`,
    headers: keyHeaders(target, assemblyAiAuth),
    body: null,
  }),
});
