/** Text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function quotedCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
