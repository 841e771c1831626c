// Who makes a model, by what its name starts with: a provider may offer models of many.

const names: [maker: string, starts: RegExp][] = [
  ["OpenAI", /^(?:gpt|chatgpt|o[134](?:-|$)|text-embedding-(?:3|ada)|dall-e|whisper|tts-|sora|codex|omni-moderation)/],
  ["Anthropic", /^claude/],
  ["Google", /^(?:gemini|gemma|imagen|veo|palm|nano-banana|text-embedding-00)/],
  ["DeepSeek", /^(?:deepseek|janus)/],
  ["Alibaba", /^(?:qwen|qwq|qvq|wan[0-9x]|text-embedding-v|tongyi)/],
  ["Zhipu", /^(?:glm|cogview|cogvideo|zai-|embedding-[23]$)/],
  ["Moonshot", /^(?:kimi|moonshot)/],
  ["MiniMax", /^(?:minimax|abab|m2-her)/],
  ["ByteDance", /^(?:doubao|seed-|seedream|seedance|skylark)/],
  ["Baidu", /^(?:ernie|wenxin)/],
  ["Tencent", /^(?:hunyuan|hy-)/],
  ["StepFun", /^step-/],
  ["01.AI", /^yi-/],
  ["Meta", /^(?:llama|muse-|meta-llama|codellama)/],
  ["Mistral", /^(?:mistral|mixtral|ministral|magistral|codestral|devstral|pixtral|voxtral|open-mi)/],
  ["xAI", /^grok/],
  ["Cohere", /^(?:command|c4ai|aya|embed-(?:v\d|english|multilingual)|rerank-(?:v\d|english|multilingual))/],
  ["Perplexity", /^(?:sonar|pplx)/],
  ["Amazon", /^(?:nova|titan)/],
  ["Microsoft", /^(?:phi-|wizardlm|mai-)/],
  ["NVIDIA", /^(?:nemotron|cosmos|nv-)/],
  ["IBM", /^granite/],
  ["Black Forest Labs", /^flux/],
  ["Stability AI", /^(?:stable-|sd3|sdxl|stability)/],
  ["Voyage AI", /^voyage/],
  ["Jina AI", /^jina/],
  ["BAAI", /^bge-/],
  ["ElevenLabs", /^(?:eleven|scribe)/],
];

/** `claude-sonnet-4.5`, `anthropic/claude-sonnet-4.5` and `us.anthropic.claude-sonnet-4-5` are Anthropic's; null where the name does not say. */
export function makerOf(model: string): string | null {
  const name = model
    .toLowerCase()
    .replace(/^.*\//, "")
    .replace(/^(?:[a-z]{2,6}\.)?[a-z0-9]+\.(?=[a-z])/, "");
  return names.find(([, starts]) => starts.test(name))?.[0] ?? null;
}
