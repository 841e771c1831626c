import type { Provider } from "../../config/entities";
import { isObject } from "../../openai/fields";

/**
 * The provider as the OpenAI adapter understands it: another base URL, quirks beneath the operator's own. Made once by
 * provider object, which lives as long as its snapshot.
 */
export function openAiBehind(
  change: (provider: Provider) => { baseUrl: string; quirks: object },
): (provider: Provider) => Provider {
  const known = new WeakMap<Provider, Provider>();
  return (provider) => {
    let changed = known.get(provider);
    if (changed === undefined) {
      const { baseUrl, quirks } = change(provider);
      const own = isObject(provider.options.quirks) ? provider.options.quirks : {};
      changed = { ...provider, baseUrl, options: { ...provider.options, quirks: { ...quirks, ...own } } };
      known.set(provider, changed);
    }
    return changed;
  };
}
