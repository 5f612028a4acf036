/** `Windows 11 Pro` instead of `Microsoft Windows 11 Pro`, where there is little room; nobody else makes a Windows. */
export const shortSystem = (os: string): string => os.replace(/^Microsoft (?=Windows)/, '');
