import { OctagonX, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { cn } from "~/lib/class-names";
import { formatDuration } from "~/lib/format";
import { type CellResult, slowMs } from "./check-cell";

const box = "flex h-9 w-full items-center justify-center gap-1.5 rounded-md tnum font-medium";

/** `result` is undefined before the first run. */
export function MatrixCell({ result, name }: { result: CellResult | undefined; name: string }) {
  const { t } = useTranslation("playground");
  if (!result) return <span className={cn(box, "bg-muted text-muted-foreground")}>–</span>;
  if (result.state === "waiting") {
    return (
      <span className={cn(box, "animate-pulse bg-muted text-muted-foreground motion-reduce:animate-none")}>
        {t("matrix.waiting")}
      </span>
    );
  }
  const slow = result.state === "answered" && result.ms > slowMs;
  const look = cn(
    box,
    result.state === "failed"
      ? "bg-bad-soft text-bad-text"
      : slow
        ? "bg-warn-soft text-warn-text"
        : "bg-ok-soft text-ok-text",
    result.requestId && "hover:ring-1 hover:ring-ring",
  );
  const content =
    result.state === "failed" ? (
      <>
        <OctagonX className="size-3" aria-hidden />
        <span className="sr-only">{t("matrix.failedOne")} </span>
        {result.status || t("matrix.noAnswer")}
      </>
    ) : (
      <>
        {slow ? <TriangleAlert className="size-3" aria-hidden /> : null}
        {slow ? <span className="sr-only">{t("matrix.slowOne")} </span> : null}
        {formatDuration(result.ms)}
      </>
    );
  const title = result.state === "failed" ? result.message : name;
  return result.requestId ? (
    <Link to={`/admin/requests/${encodeURIComponent(result.requestId)}`} title={title} className={look}>
      {content}
    </Link>
  ) : (
    <span title={title} className={look}>
      {content}
    </span>
  );
}
