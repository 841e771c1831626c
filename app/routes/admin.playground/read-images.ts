const imageTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"];
/** Vendors take 5 to 20 MB a picture. */
const mostBytes = 5_000_000;

export const acceptedImages = imageTypes.join(",");

/** Data URIs of the pictures among `files`, and the names of those that no model would take. */
export async function readImages(files: Iterable<File>): Promise<{ images: string[]; refused: string[] }> {
  const images: string[] = [];
  const refused: string[] = [];
  for (const file of files) {
    if (imageTypes.includes(file.type) && file.size <= mostBytes) images.push(await dataUri(file));
    else refused.push(file.name);
  }
  return { images, refused };
}

function dataUri(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
