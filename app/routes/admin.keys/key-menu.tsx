import { MoreHorizontal, Pause, Pencil, Play, RefreshCw, ScrollText, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useFetcher } from "react-router";
import { ConfirmByName } from "~/components/confirm-by-name";
import { toast } from "~/components/toast";
import { Button } from "~/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "~/components/ui/dropdown-menu";
import type { writeKey } from "./actions.server";
import type { KeyView } from "./key-views.server";

export function KeyMenu({ view }: { view: KeyView }) {
  const { t } = useTranslation("keys");
  const { t: common } = useTranslation();
  const [revoking, setRevoking] = useState(false);
  const fetcher = useFetcher<typeof writeKey>();
  useEffect(() => {
    if (fetcher.state === "idle" && fetcher.data?.ok) setRevoking(false);
  }, [fetcher.state, fetcher.data]);
  const enable = (enabled: boolean) =>
    void fetcher.submit(
      { intent: "enable", id: view.id, enabled: String(enabled) },
      { method: "post", action: "/admin/keys" },
    );
  const toggle = () => {
    enable(!view.enabled);
    toast.success(t(view.enabled ? "toast.paused" : "toast.enabled", { name: view.name }), {
      duration: 8000,
      action: { label: common("undo"), onClick: () => enable(view.enabled) },
    });
  };
  const id = encodeURIComponent(view.id);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-xs" aria-label={t("menu.label", { name: view.name })}>
            <MoreHorizontal />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem asChild>
            <Link to={`?edit=${id}`} preventScrollReset>
              <Pencil />
              {t("menu.edit")}
            </Link>
          </DropdownMenuItem>
          <DropdownMenuItem asChild>
            <Link to={`/admin/requests?key=${id}`}>
              <ScrollText />
              {t("menu.requests")}
            </Link>
          </DropdownMenuItem>
          <DropdownMenuItem asChild>
            <Link to={`?rotate=${id}`} preventScrollReset>
              <RefreshCw />
              {t("menu.rotate")}
            </Link>
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={toggle}>
            {view.enabled ? <Pause /> : <Play />}
            {t(view.enabled ? "menu.pause" : "menu.enable")}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem destructive onSelect={() => setRevoking(true)}>
            <Trash2 />
            {t("menu.revoke")}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ConfirmByName
        open={revoking}
        onOpenChange={setRevoking}
        title={t("revoke.title", { name: view.name })}
        description={t("revoke.text")}
        name={view.name}
        confirmLabel={t("revoke.confirm")}
        fetcher={fetcher}
        action="/admin/keys"
        fields={{ intent: "delete", id: view.id }}
        error={fetcher.data && !fetcher.data.ok ? fetcher.data.message : undefined}
      />
    </>
  );
}
