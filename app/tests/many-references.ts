/** Every definition names all that follow it: resolved one by one there would be two to the power of their number. */
export function manyReferences(count: number) {
  const $defs = Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const later = Array.from({ length: count - index - 1 }, (_, next) => index + next + 1);
      const properties = Object.fromEntries(later.map((name) => [`p${name}`, { $ref: `#/$defs/d${name}` }]));
      return [
        `d${index}`,
        { type: "object", properties: { x: { type: "string" }, ...properties }, additionalProperties: false },
      ];
    }),
  );
  return { type: "object", properties: { a: { $ref: "#/$defs/d0" } }, additionalProperties: false, $defs };
}
