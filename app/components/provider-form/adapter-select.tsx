import { useState } from "react";
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from "~/components/ui/select";

interface AdapterSelectProps {
  adapters: readonly string[];
  defaultValue: string;
  /** From Field, for the button that opens the list. */
  id?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

export function AdapterSelect({ adapters, defaultValue, ...trigger }: AdapterSelectProps) {
  const [adapter, setAdapter] = useState(defaultValue);
  return (
    <Select value={adapter} onValueChange={setAdapter}>
      {/* Radix's own hidden select is empty until scripts run. */}
      <input type="hidden" name="adapter" value={adapter} />
      <SelectTrigger className="w-full" {...trigger}>
        <SelectValue>{adapter}</SelectValue>
      </SelectTrigger>
      <SelectContent>
        {[...new Set([defaultValue, ...adapters])].map((each) => (
          <SelectItem key={each} value={each} className="font-mono text-xs">
            {each}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  );
}
