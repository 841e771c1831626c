import {
  ArrowDownWideNarrow,
  AudioLines,
  Binary,
  Braces,
  Brain,
  Eye,
  Image,
  type LucideIcon,
  MessageSquare,
  Video,
  Wrench,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Capability } from "~/gateway/config/config";
import { cn } from "~/lib/class-names";

export const capabilityIcons: Record<Capability, LucideIcon> = {
  chat: MessageSquare,
  embeddings: Binary,
  image: Image,
  audio: AudioLines,
  vision: Eye,
  tools: Wrench,
  json: Braces,
  reasoning: Brain,
  rerank: ArrowDownWideNarrow,
  video: Video,
};

export function CapabilityIcons({
  capabilities,
  className,
}: {
  capabilities: readonly Capability[];
  className?: string;
}) {
  const { t } = useTranslation();
  return (
    <span className={cn("inline-flex items-center gap-1.5 align-middle text-muted-foreground", className)}>
      {capabilities.map((capability) => {
        const Icon = capabilityIcons[capability];
        return (
          <span key={capability} title={t(`capability.${capability}`)} className="flex">
            <Icon className="size-3.5" aria-hidden />
            <span className="sr-only">{t(`capability.${capability}`)}</span>
          </span>
        );
      })}
    </span>
  );
}
