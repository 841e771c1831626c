/**
 * What another language needs of the English messages: the same keys. Chinese has no singular form, so `_one` keys
 * are left out there.
 */
export type Translation<Messages> = {
  [Key in keyof Messages as Key extends `${string}_one` ? never : Key]: Messages[Key] extends string
    ? string
    : Translation<Messages[Key]>;
};
