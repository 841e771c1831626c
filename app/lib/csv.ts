/** Text that a spreadsheet would run as a formula gets an apostrophe before it, in full width too. */
export function quotedCell(text: string): string {
  const harmless = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
