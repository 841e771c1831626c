import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useHydrated } from "~/components/hooks/use-hydrated";
import { cn } from "~/lib/class-names";

interface TagInputProps {
  /** Sent once per tag, and once with what is being typed. */
  name: string;
  tags: string[];
  onTags: (tags: string[]) => void;
  placeholder?: string;
  suggestions?: string[];
  /** Look of one tag; routes are blue. */
  highlight?: (tag: string) => boolean;
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
  label?: ReactNode;
}

/** Several short values: Enter, comma or leaving the field adds, Backspace in an empty field takes the last one away. */
export function TagInput({ name, tags, onTags, placeholder, suggestions = [], highlight, id, ...aria }: TagInputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const hydrated = useHydrated();
  const field = useRef<HTMLInputElement>(null);
  // What was typed before scripts ran.
  useLayoutEffect(() => setText(field.current?.value ?? ""), []);
  const listId = useId();
  const add = (value: string) => {
    const added = value.split(/[\s,,]+/).filter((word) => word !== "" && !tags.includes(word));
    if (added.length > 0) onTags([...tags, ...new Set(added)]);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if ((event.key === "Enter" || event.key === ",") && text.trim() !== "") {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && text === "") {
      onTags(tags.slice(0, -1));
    }
  };
  return (
    <div
      className={cn(
        "flex min-h-9 flex-wrap items-center gap-1.5 rounded-md border border-input bg-card p-1.5 shadow-card focus-within:border-ring focus-within:ring-2 focus-within:ring-ring/30",
        aria["aria-invalid"] && "border-bad",
      )}
    >
      {tags.map((tag) => (
        <span
          key={tag}
          className={cn(
            "inline-flex h-6 max-w-full items-center gap-1 rounded pl-2 font-mono text-xs pointer-coarse:h-11",
            highlight?.(tag) ? "bg-brand-soft text-brand-text" : "bg-muted",
          )}
        >
          <span className="truncate">{tag}</span>
          <input type="hidden" name={name} value={tag} />
          <button
            // Before scripts run the server answers with the form without it; after that conform must not see it go.
            {...(hydrated
              ? { type: "button" as const }
              : { type: "submit" as const, name: "without", value: `${name} ${tag}` })}
            formNoValidate
            aria-label={t("removeTag", { name: tag })}
            onClick={(event) => {
              event.preventDefault();
              onTags(tags.filter((each) => each !== tag));
            }}
            className="flex size-6 items-center justify-center rounded pointer-coarse:size-11 text-muted-foreground hover:text-foreground"
          >
            <X className="size-3" aria-hidden />
          </button>
        </span>
      ))}
      {/* With the name of the tags: what is typed here counts, too, also before hydration. */}
      <input
        ref={field}
        id={id}
        name={name}
        list={listId}
        value={text}
        onChange={(event) => {
          // Picking a suggestion comes as a change without a key.
          if (suggestions.includes(event.target.value) && !(event.nativeEvent as InputEvent).data)
            add(event.target.value);
          else setText(event.target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => add(text)}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        className="h-6 min-w-32 pointer-coarse:h-11 flex-1 bg-transparent px-1 text-sm outline-none placeholder:text-muted-foreground"
        {...aria}
      />
      <datalist id={listId}>
        {suggestions
          .filter((suggestion) => !tags.includes(suggestion))
          .slice(0, 200)
          .map((suggestion) => (
            <option key={suggestion} value={suggestion} />
          ))}
      </datalist>
    </div>
  );
}
