// Runs before the first paint, so that a dark console does not flash white. The names are those of Mantine.
(() => {
  let chosen = 'auto';
  try {
    chosen = localStorage.getItem('muster.colorScheme') || 'auto';
  } catch {
    // Storage may be forbidden; the system's choice is used then.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
