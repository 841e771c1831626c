import { ArrowDown, ArrowUp } from "lucide-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "~/components/ui/button";
import { useFormFields } from "./form-fields";

interface MoveButtonsProps {
  /** The item for the server, such as `models.2`. */
  at: string;
  /** What moves, for screen readers. */
  name: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
}

/** One place up or down. The focus goes along: the same key moves further. */
export function MoveButtons({ at, name, index, count, onMove }: MoveButtonsProps) {
  const { t } = useTranslation("models");
  const { changes } = useFormFields();
  const up = useRef<HTMLButtonElement>(null);
  const down = useRef<HTMLButtonElement>(null);
  const move = (to: number, button: typeof up, other: typeof up) => {
    onMove(to);
    // Moving a node takes its focus away; at the end of the list its button is disabled.
    requestAnimationFrame(() => (button.current?.disabled ? other : button).current?.focus());
  };
  return (
    <span className="inline-flex shrink-0">
      <Button
        ref={up}
        variant="ghost"
        size="icon-xs"
        className="pointer-coarse:size-11"
        aria-label={t("editor.moveUp", { name })}
        disabled={index === 0}
        {...changes(`${at}.up`, () => move(index - 1, up, down))}
      >
        <ArrowUp />
      </Button>
      <Button
        ref={down}
        variant="ghost"
        size="icon-xs"
        className="pointer-coarse:size-11"
        aria-label={t("editor.moveDown", { name })}
        disabled={index === count - 1}
        {...changes(`${at}.down`, () => move(index + 1, down, up))}
      >
        <ArrowDown />
      </Button>
    </span>
  );
}
