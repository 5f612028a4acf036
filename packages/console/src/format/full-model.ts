type Made = { readonly manufacturer: string | null; readonly model: string | null };

/** `Dell Inc. Latitude 5440`; the maker is not said twice where the model begins with it, as in `HP EliteBook 840`. */
export function fullModel({ manufacturer, model }: Made): string | null {
  if (!manufacturer) return model;
  if (!model) return manufacturer;
  const [brand = ''] = manufacturer.split(/[\s,.-]/);
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${manufacturer} ${model}`;
}
