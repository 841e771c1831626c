import {
  Bell,
  DatabaseZap,
  FileJson,
  Gauge,
  Globe,
  Info,
  type LucideIcon,
  Palette,
  Route,
  ScrollText,
  ShieldUser,
  Timer,
} from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

export const sections = [
  "routing",
  "retries",
  "cache",
  "logs",
  "limits",
  "alerts",
  "cors",
  "config",
  "access",
  "appearance",
  "about",
] as const;
type SectionId = (typeof sections)[number];

const icons: Record<SectionId, LucideIcon> = {
  routing: Route,
  retries: Timer,
  cache: DatabaseZap,
  logs: ScrollText,
  limits: Gauge,
  alerts: Bell,
  cors: Globe,
  config: FileJson,
  access: ShieldUser,
  appearance: Palette,
  about: Info,
};

/** Links to the sections; the one in sight is marked. */
export function SectionList() {
  const { t } = useTranslation("settings");
  const current = useSectionInSight();
  return (
    <nav
      aria-label={t("sections")}
      className="sticky top-[53px] h-[calc(100dvh-53px)] w-[212px] shrink-0 self-start border-r px-3 py-5 max-lg:hidden"
    >
      {sections.map((id) => {
        const Icon = icons[id];
        return (
          <a
            key={id}
            href={`#${id}`}
            aria-current={current === id ? "location" : undefined}
            className="flex h-8 items-center gap-2.5 rounded-md px-2 text-sm text-muted-foreground hover:bg-accent/60 aria-[current]:bg-accent aria-[current]:font-medium aria-[current]:text-foreground"
          >
            <Icon className="size-4" strokeWidth={1.75} aria-hidden />
            {t(`${id}.title`)}
          </a>
        );
      })}
    </nav>
  );
}

/** The last section whose head has reached the top; at the end of the page the last of all. */
function useSectionInSight(): SectionId {
  const [current, setCurrent] = useState<SectionId>("routing");
  const { section } = useParams();
  // The address may name a section; its own links only move to it.
  useEffect(() => {
    if (section) document.getElementById(section)?.scrollIntoView();
  }, [section]);
  useEffect(() => {
    const read = () => {
      const root = document.documentElement;
      const atEnd = root.scrollTop > 0 && root.scrollTop + window.innerHeight >= root.scrollHeight - 4;
      const passed = sections.filter((id) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        return top !== undefined && top < 140;
      });
      setCurrent((atEnd ? sections.at(-1) : passed.at(-1)) ?? "routing");
    };
    read();
    window.addEventListener("scroll", read, { passive: true });
    return () => window.removeEventListener("scroll", read);
  }, []);
  return current;
}
