import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useNavigation } from "react-router";
import { namespacesOf } from "./load-resources";

/** The words of the next page come beside its code and its data, not after them. */
export function useNextMessages() {
  const { i18n } = useTranslation();
  const pathname = useNavigation().location?.pathname;
  useEffect(() => {
    if (pathname) void i18n.loadNamespaces(namespacesOf(pathname));
  }, [pathname, i18n]);
}
