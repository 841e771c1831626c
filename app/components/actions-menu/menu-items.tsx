import { Link } from "react-router";
import type { RowAction, RowActions, RowChoice } from "~/components/actions-menu/row-action";
import {
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuSub,
  DropdownMenuSubContent,
  DropdownMenuSubTrigger,
} from "~/components/ui/dropdown-menu";

/** The actions as items of an open menu. */
export function MenuItems({ actions }: { actions: () => RowActions }) {
  return actions().map((item, index) => {
    if (item === "line") return <DropdownMenuSeparator key={`line ${index}`} />;
    return "choices" in item ? <Choices key={item.label} choice={item} /> : <Item key={item.label} action={item} />;
  });
}

function Item({ action }: { action: RowAction }) {
  const { icon: Icon, label } = action;
  const content = (
    <>
      <Icon />
      {label}
    </>
  );
  const look = { destructive: action.destructive ?? false, disabled: action.disabled ?? false };
  return "to" in action ? (
    <DropdownMenuItem {...look} asChild>
      <Link to={action.to} preventScrollReset={action.to.startsWith("?")}>
        {content}
      </Link>
    </DropdownMenuItem>
  ) : (
    <DropdownMenuItem {...look} onSelect={action.onSelect}>
      {content}
    </DropdownMenuItem>
  );
}

function Choices({ choice }: { choice: RowChoice }) {
  const { icon: Icon, label, value, choices, onSelect } = choice;
  return (
    <DropdownMenuSub>
      <DropdownMenuSubTrigger>
        <Icon />
        {label}
      </DropdownMenuSubTrigger>
      <DropdownMenuSubContent>
        <DropdownMenuRadioGroup value={value} onValueChange={onSelect}>
          {choices.map((each) => (
            <DropdownMenuRadioItem key={each.value} value={each.value}>
              {each.label}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuSubContent>
    </DropdownMenuSub>
  );
}
