import { ownMediaModels } from "./own-media-models";
import { type OwnRow, unknown } from "./own-row";

/**
 * Rows that the generated table's sources lack, each with the vendor's page it is from. Prices in other currencies than
 * dollars, or of what costs more at some resolutions or qualities, stay unknown: an operator enters what the account pays.
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
  ...ownMediaModels,
];
