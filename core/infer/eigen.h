/*
** eigen.h - eigenvalues and eigenvectors of a symmetric matrix
**
**   file > rows > batch > tally > METRIC > goal > report
**
** In:      a symmetric matrix of doubles.  Out: its eigenvalues, ascending, and its eigenvectors.
** Owns:    nothing: the caller's arrays.
**
** (1) Cyclic rotations (Jacobi 1846): slow for large matrices, and as exact as doubles are for those of a few dozen rows.
*/
#ifndef CX_EIGEN_H
#define CX_EIGEN_H

#include <stddef.h>

/* Destroys a (n x n). value: n; vector: n x n, the vector of value i in column i; NULL: not wanted. */
void cx_eigen_symmetric(double *a, size_t n, double *value, double *vector);

#endif
