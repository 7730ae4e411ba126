// The store. In: names of files under search/v1/. Out: their JSON, each fetched once; a fetch that failed is tried again when asked again.

const MANIFEST = "manifest.json";

/** On the search page a query may take so many files of terms and words, the script of corrections among them: with the page, its style, two fonts,
 * three scripts, the manifest and the card that is drawn first, twenty requests. Where it takes fewer, more cards are drawn first. */
const ROOM = 11;

/** A file that did not load: the network failed, or the site was published anew since the manifest was read. */
export class LoadError extends Error {}

/**
 * @typedef {Object} Manifest
 * @property {number} papers       how many papers there are
 * @property {number[]} averages   mean length of title, tags, authors, abstract
 * @property {string} lengths    of the abstracts, in runs; with `steps`, as steps of a doubling
 * @property {number} steps        so many to a doubling; 0: the lengths themselves
 * @property {string} starts       each shard's lower bound, ascending, front coded
 * @property {string} shards       the shards' names, `digits` letters each
 * @property {number} digits
 * @property {string} common       hash of the file of frequent terms; "": there are none
 * @property {string} pairs        hash of the files of which term follows a frequent one, `firsts` frequent ones to a file
 * @property {number} firsts
 * @property {number} block        papers in a block of cards
 * @property {number} group        papers in a group of blocks
 * @property {string[]} groups     the groups' hashes
 * @property {Object<string, string>} words   first letter -> hash of its known words
 * @property {Object<string, string>} facets  kind -> hash
 * @property {string[][]} pages    hand-written pages: title and address
 * @property {string} dates
 * @property {number} cited        papers in a file of citations
 * @property {string} citations    hash of all those files
 */

export class Store {
  /** @param {string|URL} folder the address of search/v1/ */
  constructor(folder) {
    this.folder = folder;
    /** The site's root. */
    this.root = new URL("../../", folder);
    /** @type {Map<string, Promise<any>>} */
    this.files = new Map();
    /** The answer for the manifest, when it was asked for before this script was there. @type {Promise<Response>|null} */
    this.early = null;
    /** @type {Map<string, any>} */
    this.terms = new Map();
    this.shards = new Set();
    /** What the manifest's texts say, once they are read. */
    this.told = {};
    /** What a query takes of shards, known words and the like, whether or not it was there. */
    this.asked = new Set();
    /** Whether to list every paper of very frequent terms, at the price of larger files. */
    this.whole = false;
  }

  /** The same for one query: what it may ask for depends on nothing that came before. */
  forQuery() {
    return Object.assign(new Store(this.folder), this, { asked: new Set() });
  }

  /** How many more files a query may ask for: the field, which asks for less anyway, any number. */
  get room() {
    return (this.whole ? ROOM : Infinity) - this.asked.size;
  }

  /** The manifest, asked of the server anew on each page so that today's papers are found; the search page, which is as old as its own, named it
   * in its head. @returns {Promise<Manifest>} */
  manifest() {
    return this.get(MANIFEST, { cache: "no-cache" });
  }

  /** @param {string} path @param {RequestInit} [options] @returns {Promise<any>} */
  get(path, options) {
    let file = this.files.get(path);
    if (!file) {
      file = this.#load(path, options);
      this.files.set(path, file);
      file.catch(() => this.files.delete(path));
    }
    return file;
  }

  async #load(path, options) {
    try {
      const early = path === MANIFEST ? this.early : null;
      this.early = null;
      const answer = (await early?.catch(() => null)) ?? (await fetch(new URL(path, this.folder), options));
      if (!answer.ok) throw new LoadError(`${path}: ${answer.status}`);
      return await answer.json();
    } catch (error) {
      throw error instanceof LoadError ? error : new LoadError(`${path}: ${error}`);
    }
  }
}
