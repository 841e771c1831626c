/**
 * What the dashboard calls the form that makes a thing: `/admin/providers/new`, `/admin/models/routes/new`. A provider or a
 * route of this name would have no page of its own.
 */
export const formAddress = "new";
