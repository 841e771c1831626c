import type { CatalogEntry } from "./models";

interface OwnRow extends CatalogEntry {
  preset: string;
  ids: string[];
}

const updated = "2026-11-21";
const unknown = { pricing: null, contextLength: null, maxOutputTokens: null, updated } as const;

/**
 * Rows that the generated table's sources lack, each with the vendor's page it is from. Prices in other currencies than
 * dollars, by image or character, or by a second that costs more at some resolutions stay unknown: an operator enters what
 * the account pays.
 */
export const ownModels: OwnRow[] = [
  {
    ...unknown,
    preset: "qianfan",
    ids: ["ernie-4.5-turbo-128k"],
    contextLength: 131_072,
    capabilities: ["chat", "tools"],
    source: "https://cloud.baidu.com/doc/qianfan/s/rmh4stp0j",
  },
  {
    ...unknown,
    preset: "qianfan",
    ids: ["ernie-4.5-turbo-vl"],
    contextLength: 131_072,
    capabilities: ["chat", "vision"],
    source: "https://cloud.baidu.com/doc/qianfan/s/rmh4stp0j",
  },
  {
    ...unknown,
    preset: "qwen",
    ids: ["qwen3-coder-plus"],
    contextLength: 1_000_000,
    maxOutputTokens: 65_536,
    capabilities: ["chat", "tools"],
    source: "https://help.aliyun.com/zh/model-studio/models",
  },
  {
    ...unknown,
    preset: "qwen",
    ids: ["text-embedding-v4", "text-embedding-v3"],
    contextLength: 8_192,
    capabilities: ["embeddings"],
    source: "https://help.aliyun.com/zh/model-studio/embedding",
  },
  {
    ...unknown,
    preset: "zhipu",
    ids: ["embedding-3"],
    contextLength: 8_192,
    capabilities: ["embeddings"],
    source: "https://docs.bigmodel.cn/cn/guide/models/embedding/embedding-3",
  },
  {
    ...unknown,
    preset: "zhipu",
    ids: ["cogview-4"],
    capabilities: ["image"],
    source: "https://docs.bigmodel.cn/cn/guide/models/image-generation/cogview-4",
  },
  {
    ...unknown,
    preset: "doubao",
    ids: ["doubao-seedream-5-0-260128"],
    capabilities: ["image"],
    source: "https://www.volcengine.com/docs/82379/1330310",
  },
  {
    ...unknown,
    preset: "yi",
    ids: ["yi-lightning"],
    contextLength: 16_384,
    capabilities: ["chat"],
    source: "https://platform.lingyiwanwu.com/docs",
  },
  {
    ...unknown,
    preset: "yi",
    ids: ["yi-vision-v2"],
    contextLength: 16_384,
    capabilities: ["chat", "vision"],
    source: "https://platform.lingyiwanwu.com/docs",
  },
  {
    ...unknown,
    preset: "cohere",
    ids: ["rerank-v4.0", "rerank-v3.5"],
    capabilities: ["rerank"],
    source: "https://docs.cohere.com/docs/rerank",
  },
  {
    ...unknown,
    preset: "bedrock",
    ids: ["cohere.rerank-v3-5:0", "amazon.rerank-v1:0"],
    capabilities: ["rerank"],
    source: "https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html",
  },
  {
    ...unknown,
    preset: "groq",
    ids: ["whisper-large-v3-turbo", "whisper-large-v3"],
    capabilities: ["audio"],
    source: "https://console.groq.com/docs/speech-to-text",
  },
  {
    ...unknown,
    preset: "openai",
    ids: ["whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-mini-tts", "tts-1", "tts-1-hd"],
    capabilities: ["audio"],
    source: "https://platform.openai.com/docs/models",
  },
  {
    ...unknown,
    preset: "openai",
    ids: ["gpt-image-1", "dall-e-3", "dall-e-2"],
    capabilities: ["image"],
    source: "https://platform.openai.com/docs/models",
  },
  {
    ...unknown,
    preset: "openai",
    ids: ["sora-2"],
    pricing: { input: 0, output: 0, perSecond: 0.1 },
    capabilities: ["video"],
    source: "https://platform.openai.com/docs/pricing",
  },
  {
    ...unknown,
    preset: "openai",
    ids: ["sora-2-pro"],
    capabilities: ["video"],
    source: "https://platform.openai.com/docs/models",
  },
  {
    ...unknown,
    preset: "runway",
    ids: ["gen4_turbo"],
    pricing: { input: 0, output: 0, perSecond: 0.05 },
    capabilities: ["video"],
    source: "https://docs.dev.runwayml.com/guides/pricing",
  },
  {
    ...unknown,
    preset: "xai",
    ids: ["grok-imagine-image"],
    capabilities: ["image"],
    source: "https://docs.x.ai/docs/models",
  },
  {
    ...unknown,
    preset: "replicate",
    ids: ["black-forest-labs/flux-1.1-pro", "black-forest-labs/flux-schnell"],
    capabilities: ["image"],
    source: "https://replicate.com/collections/flux",
  },
  {
    ...unknown,
    preset: "stability",
    ids: ["stable-image-ultra", "stable-image-core", "sd3.5-large", "sd3.5-large-turbo", "sd3.5-medium"],
    capabilities: ["image"],
    source: "https://platform.stability.ai/docs/api-reference",
  },
  {
    ...unknown,
    preset: "elevenlabs",
    ids: ["eleven_v3", "eleven_multilingual_v2", "eleven_flash_v2_5", "scribe_v2", "scribe_v1"],
    capabilities: ["audio"],
    source: "https://elevenlabs.io/docs/models",
  },
  {
    ...unknown,
    preset: "assemblyai",
    ids: ["universal", "slam-1"],
    capabilities: ["audio"],
    source: "https://www.assemblyai.com/docs",
  },
  {
    ...unknown,
    preset: "gemini",
    ids: ["veo-3.1-generate-preview", "veo-3.1-fast-generate-preview"],
    capabilities: ["video"],
    source: "https://ai.google.dev/gemini-api/docs/video",
  },
  {
    ...unknown,
    preset: "vertex",
    ids: ["google/veo-3.1-generate-001", "google/veo-3.1-fast-generate-001"],
    capabilities: ["video"],
    source: "https://cloud.google.com/vertex-ai/generative-ai/docs/models/veo/3-1-generate",
  },
  {
    ...unknown,
    preset: "qwen",
    ids: ["wan2.7-t2v", "wan2.7-i2v"],
    capabilities: ["video"],
    source: "https://help.aliyun.com/zh/model-studio/text-to-video-api-reference",
  },
  {
    ...unknown,
    preset: "zhipu",
    ids: ["cogvideox-3"],
    capabilities: ["video"],
    source: "https://docs.bigmodel.cn/cn/guide/models/video-generation/cogvideox-3",
  },
  {
    ...unknown,
    preset: "doubao",
    ids: ["doubao-seedance-2-0-260128"],
    capabilities: ["video"],
    source: "https://www.volcengine.com/docs/82379/1520757",
  },
  {
    ...unknown,
    preset: "minimax",
    ids: ["MiniMax-Hailuo-2.3"],
    capabilities: ["video"],
    source: "https://platform.minimaxi.com/docs/api-reference/video-generation-intro",
  },
  {
    ...unknown,
    preset: "xai",
    ids: ["grok-imagine-video"],
    capabilities: ["video"],
    source: "https://docs.x.ai/developers/model-capabilities/video",
  },
];
