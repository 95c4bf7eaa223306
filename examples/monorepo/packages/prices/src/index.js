export async function priceOf(sku) {
  const answer = await fetch(`http://prices.internal/${encodeURIComponent(sku)}`);
  return (await answer.json()).cents;
}
