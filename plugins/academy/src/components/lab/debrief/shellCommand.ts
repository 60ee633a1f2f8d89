/** Characters that no POSIX shell reads as anything but themselves. */
const PLAIN = /^[\w@%+=:,./-]+$/;

/** A command as it is typed in a POSIX shell. */
export function shellCommand(command: string[]): string {
  return command
    .map(word =>
      PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`,
    )
    .join(' ');
}
