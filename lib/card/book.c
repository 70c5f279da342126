#include "card/book.h"

#include "base/i18n.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

int book_open(struct book *book, struct err *err)
{
    size_t len = strlen(book->output);
    book->single =
        len > 4 && !strcasecmp(book->output + len - 4, ".pdf") && !is_folder(book->output);
    book->file = (struct publish){.fd = -1};
    return book->single ? publish_open(&book->file, book->output, 0666, err)
                        : folder_make(book->output, 0777, err);
}

/* What is under the name now: 0 nothing, 1 the same bytes, 2 something else. */
static int compare_file(const char *path, const struct buf *bytes)
{
    struct stat st;
    if (lstat(path, &st))
        return 0;
    if (!S_ISREG(st.st_mode) || (size_t)st.st_size != bytes->len)
        return 2;
    char *old = NULL;
    size_t len = 0;
    int same = !file_read(path, bytes->len, &old, &len, NULL) && len == bytes->len &&
               !memcmp(old, bytes->data, len);
    free(old);
    return same ? 1 : 2;
}

/* Whether the file is to be written: 1, 0 it is there already, -1 another one is. */
static int decide(struct book *book, const char *path, const struct buf *bytes, struct err *err)
{
    int there = compare_file(path, bytes);
    if (there == 1) {
        book->unchanged++;
        return 0;
    }
    if (there == 2 && !book->replace) {
        book->refused++;
        return err_set(err, STATUS_CREATE, "card.exists",
            _("%s is there already with other cards in it and was left as it is; give --replace "
              "to replace it, or another place with -o"),
            path);
    }
    return 1;
}

static int put_file(struct book *book, const char *path, const struct buf *bytes, struct err *err)
{
    int wanted = decide(book, path, bytes, err);
    if (wanted <= 0)
        return wanted;
    struct publish file;
    if (publish_open(&file, path, 0666, err))
        return -1;
    int result = publish_write(&file, bytes->data, bytes->len, err);
    if (!result)
        result = publish_commit(&file, err);
    publish_abort(&file);
    book->written += !result;
    return result;
}

static int add_single(struct book *book, struct composer *composer, const struct card *cards,
    size_t count, struct err *err)
{
    if (!book->pages)
        book->pages = pages_new(composer->layout->title, book->date);
    return sheet_draw(book->pages, 1, ++book->series, composer, cards, count, err);
}

static int add_file(struct book *book, struct composer *composer, const char *squad,
    const struct card *cards, size_t count, struct err *err)
{
    struct buf title = {0}, path = {0}, bytes = {0};
    const char *name = composer->layout->title;
    buf_printf(&title, "%s%s%s", name, *name ? " " : "", squad);
    struct pages *pages = pages_new(title.data, book->date);
    int result = sheet_draw(pages, ++book->documents, 1, composer, cards, count, err);
    if (!result)
        result = pages_save(pages, &bytes, err);
    book->page_count += pages_count(pages);
    pages_free(pages);
    size_t len = strlen(book->output);
    buf_printf(&path, "%s%s%s.pdf", book->output, book->output[len - 1] == '/' ? "" : "/", squad);
    if (!result)
        result = put_file(book, path.data, &bytes, err);
    buf_release(&title);
    buf_release(&path);
    buf_release(&bytes);
    return result;
}

int book_add(struct book *book, struct composer *composer, const char *squad,
    const struct card *cards, size_t count, struct err *err)
{
    return book->single ? add_single(book, composer, cards, count, err)
                        : add_file(book, composer, squad, cards, count, err);
}

int book_close(struct book *book, struct err *err)
{
    if (!book->pages)
        return 0;
    struct buf bytes = {0};
    book->page_count = pages_count(book->pages);
    int result = pages_save(book->pages, &bytes, err);
    int wanted = result ? result : decide(book, book->output, &bytes, err);
    if (wanted > 0) {
        result = publish_write(&book->file, bytes.data, bytes.len, err);
        if (!result)
            result = publish_commit(&book->file, err);
        book->written += !result;
    }
    buf_release(&bytes);
    return wanted < 0 ? -1 : result;
}

void book_release(struct book *book)
{
    pages_free(book->pages);
    if (book->single)
        publish_abort(&book->file);
    book->pages = NULL;
}
