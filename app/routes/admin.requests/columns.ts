import { columnVisibilityFeature, createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { LogEntry } from "~/db/log/log-types";
import { columnIds } from "./column-list";

export const features = tableFeatures({ columnVisibilityFeature });
const helper = createColumnHelper<typeof features, LogEntry>();

/** What stands in them is `cells`. */
export const columns = helper.columns(columnIds.map((id) => helper.display({ id })));
