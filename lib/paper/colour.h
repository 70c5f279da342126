/* A colour on paper. */
#ifndef PAPER_COLOUR_H
#define PAPER_COLOUR_H

struct colour {
    double red, green, blue; // 0 to 1
};
#endif
