import type { CatalogEntry } from "./catalog-entry";
import { type OwnRow, unknown } from "./own-row";

/** What is not sold by tokens, in USD. */
const perUnit = (unit: "perImage" | "perSecond" | "perCharacter", usd: number) => ({
  input: 0,
  output: 0,
  [unit]: usd,
});
const hour = 3_600;
/** Runway's and Stability's. */
const credit = 0.01;

const row = (
  preset: string,
  capability: "image" | "audio" | "video",
  source: string,
  ids: string[],
  pricing: CatalogEntry["pricing"] = null,
): OwnRow => ({ ...unknown, preset, ids, capabilities: [capability], source, pricing });

// Generation as of June 2026, edits as of the change in August 2025, which holds still:
// https://platform.stability.ai/pricing and https://stability.ai/api-pricing-update-25
const stabilityPrices: [credits: number, models: string[]][] = [
  [8, ["stable-image-ultra"]],
  [3, ["stable-image-core"]],
  [6.5, ["sd3.5-large"]],
  [4, ["sd3.5-large-turbo"]],
  [3.5, ["sd3.5-medium"]],
  [5, ["stable-image-inpaint", "stable-image-erase", "stable-image-remove-background"]],
  [5, ["stable-image-search-and-replace", "stable-image-sketch", "stable-image-structure", "stable-image-style"]],
  [2, ["stable-image-fast"]],
  [40, ["stable-image-conservative"]],
  [60, ["stable-image-creative"]],
];

/** Models of images, sound and video; see own-models.ts. */
export const ownMediaModels: OwnRow[] = [
  ...stabilityPrices.map(([credits, ids]) =>
    row("stability", "image", "https://platform.stability.ai/pricing", ids, perUnit("perImage", credits * credit)),
  ),
  row("zhipu", "image", "https://docs.bigmodel.cn/cn/guide/models/image-generation/cogview-4", ["cogview-4"]),
  row("doubao", "image", "https://www.volcengine.com/docs/82379/1330310", ["doubao-seedream-5-0-260128"]),
  row("groq", "audio", "https://groq.com/pricing", ["whisper-large-v3-turbo"], perUnit("perSecond", 0.04 / hour)),
  row("groq", "audio", "https://groq.com/pricing", ["whisper-large-v3"], perUnit("perSecond", 0.111 / hour)),
  row("openai", "audio", "https://platform.openai.com/docs/models", [
    "gpt-4o-transcribe",
    "gpt-4o-mini-transcribe",
    "gpt-4o-mini-tts",
  ]),
  // 0.006 USD a minute, by the second (April 2026); 15 and 30 USD a million characters (billed so in November 2025).
  row("openai", "audio", "https://platform.openai.com/docs/pricing", ["whisper-1"], perUnit("perSecond", 0.006 / 60)),
  row("openai", "audio", "https://platform.openai.com/docs/pricing", ["tts-1"], perUnit("perCharacter", 15 / 1e6)),
  row("openai", "audio", "https://platform.openai.com/docs/pricing", ["tts-1-hd"], perUnit("perCharacter", 30 / 1e6)),
  row("openai", "image", "https://platform.openai.com/docs/models", ["gpt-image-1", "dall-e-3", "dall-e-2"]),
  row("openai", "video", "https://platform.openai.com/docs/pricing", ["sora-2"], perUnit("perSecond", 0.1)),
  row("openai", "video", "https://platform.openai.com/docs/models", ["sora-2-pro"]),
  row(
    "runway",
    "video",
    "https://docs.dev.runwayml.com/guides/pricing",
    ["gen4_turbo"],
    perUnit("perSecond", 5 * credit),
  ),
  row("runway", "video", "https://docs.dev.runwayml.com/guides/pricing", ["gen4.5"], perUnit("perSecond", 12 * credit)),
  row("runway", "video", "https://docs.dev.runwayml.com/guides/models", ["seedance2", "veo3", "veo3.1", "veo3.1_fast"]),
  row("runway", "image", "https://docs.dev.runwayml.com/guides/models", ["gen4_image", "gen4_image_turbo"]),
  row("bedrock", "image", "https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html", [
    "amazon.nova-canvas-v1:0",
    "amazon.titan-image-generator-v2:0",
  ]),
  row("bedrock", "image", "https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html", [
    "stability.sd3-5-large-v1:0",
    "stability.stable-image-core-v1:1",
    "stability.stable-image-ultra-v1:1",
    "stability.stable-image-inpaint-v1:0",
  ]),
  row("minimax", "image", "https://platform.minimaxi.com/docs/api-reference/image-generation-t2i", [
    "image-01",
    "image-01-live",
  ]),
  row("qwen", "image", "https://help.aliyun.com/zh/model-studio/models", [
    "qwen-image-2.0-pro",
    "qwen-image",
    "wan2.7-image",
    "wan2.7-image-pro",
    "wan2.5-t2i-preview",
  ]),
  row("fireworks", "image", "https://docs.fireworks.ai/api-reference/generate-a-new-image-from-a-text-prompt", [
    "accounts/fireworks/models/flux-1-schnell-fp8",
    "accounts/fireworks/models/flux-1-dev-fp8",
    "accounts/fireworks/models/flux-kontext-pro",
    "accounts/fireworks/models/flux-kontext-max",
  ]),
  row("xai", "image", "https://docs.x.ai/docs/models", ["grok-imagine-image"]),
  row("replicate", "image", "https://replicate.com/collections/flux", [
    "black-forest-labs/flux-1.1-pro",
    "black-forest-labs/flux-schnell",
  ]),
  row("elevenlabs", "audio", "https://elevenlabs.io/docs/models", [
    "eleven_v3",
    "eleven_multilingual_v2",
    "eleven_flash_v2_5",
    "scribe_v2",
    "scribe_v1",
  ]),
  row("assemblyai", "audio", "https://www.assemblyai.com/docs", ["universal", "slam-1"]),
  // 0.21 and 0.15 USD an hour on 7 October 2026.
  row(
    "assemblyai",
    "audio",
    "https://www.assemblyai.com/pricing",
    ["universal-3-5-pro", "universal-3-pro"],
    perUnit("perSecond", 0.21 / hour),
  ),
  row("assemblyai", "audio", "https://www.assemblyai.com/pricing", ["universal-2"], perUnit("perSecond", 0.15 / hour)),
  row("gemini", "video", "https://ai.google.dev/gemini-api/docs/video", [
    "veo-3.1-generate-preview",
    "veo-3.1-fast-generate-preview",
  ]),
  row("vertex", "video", "https://cloud.google.com/vertex-ai/generative-ai/docs/models/veo/3-1-generate", [
    "google/veo-3.1-generate-001",
    "google/veo-3.1-fast-generate-001",
  ]),
  row("qwen", "video", "https://help.aliyun.com/zh/model-studio/text-to-video-api-reference", [
    "wan2.7-t2v",
    "wan2.7-i2v",
  ]),
  row("zhipu", "video", "https://docs.bigmodel.cn/cn/guide/models/video-generation/cogvideox-3", ["cogvideox-3"]),
  row("doubao", "video", "https://www.volcengine.com/docs/82379/1520757", ["doubao-seedance-2-0-260128"]),
  row("minimax", "video", "https://platform.minimaxi.com/docs/api-reference/video-generation-intro", [
    "MiniMax-Hailuo-2.3",
  ]),
  row("xai", "video", "https://docs.x.ai/developers/model-capabilities/video", ["grok-imagine-video"]),
];
