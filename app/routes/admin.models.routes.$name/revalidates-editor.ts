import type { ShouldRevalidateFunctionArgs } from "react-router";

/** A simulation changes nothing that the editor was loaded with. */
export const revalidatesEditor = ({ formData, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) =>
  formData?.get("intent") === "simulate" ? false : defaultShouldRevalidate;
