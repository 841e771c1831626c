/**
 * Leads to what keeps a form from being written: the focus goes to the first field with a fault; without one, the notice above
 * the form is brought into view, as the button that was pressed may be a page below it.
 */
export function showFault(formId: string): void {
  requestAnimationFrame(() => {
    const form = document.getElementById(formId);
    if (document.activeElement?.matches(`#${CSS.escape(formId)} [aria-invalid=true]`)) return;
    // Controls made of several elements have no name that the form's own focus would find. The route editor's fields, and
    // some notices, stand beside their form.
    const find = (what: string) => form?.querySelector(what) ?? document.querySelector(`main ${what}`);
    const fault = find("[aria-invalid=true]");
    if (fault instanceof HTMLElement) fault.focus();
    else find("[role=alert]")?.scrollIntoView({ block: "nearest" });
  });
}
