/**
 * Characters of JSON that go into one parameter: D1 takes 2,000,000 bytes, and a character may have three.
 * https://developers.cloudflare.com/d1/platform/limits/
 */
export const longestParameter = 600_000;
