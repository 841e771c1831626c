/** Requests that the playground can ask again: chats of any surface. */
export const isReplayable = (endpoint: string): boolean =>
  /^\/v1\/(?:chat\/completions|messages|responses)$|:(?:stream)?generateContent$/i.test(endpoint);
