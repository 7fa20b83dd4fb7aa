using Coaster.Placement.Cluster.Demand;

namespace Coaster.Placement.Cluster.Policies.Capacity;

/// <summary>
/// Classes of pods as far as they run on one model of GPU. There, those that differ in nothing but the models that serve them are one row: what they could use is
/// the same, and what it is worth adds up.
/// </summary>
internal sealed class ModelRows
{
    private readonly int[] _rows;

    /// <param name="classes">All classes.</param>
    /// <param name="model">The model.</param>
    /// <param name="known">The rows of before, which are kept where they are still the same.</param>
    public ModelRows(PodShape[] classes, int model, ClassVectors? known)
    {
        var rows = new Dictionary<PodShape, int>();
        _rows = Array.ConvertAll(classes, pod => pod.Models.Has(model) ? RowOf(rows, pod with { Models = ModelSet.Any }) : -1);
        Vectors = known is not null && known.Classes.SequenceEqual(rows.Keys) ? known : new ClassVectors([.. rows.Keys]);
    }

    /// <summary>The rows.</summary>
    public ClassVectors Vectors { get; }

    /// <summary>Adds what each row has to what its classes have.</summary>
    public void AddTo(double[] classes, double[] rows)
    {
        for (var number = 0; number < classes.Length; number++)
            if (_rows[number] >= 0)
                classes[number] += rows[_rows[number]];
    }

    /// <summary>The price of each row, from those of the classes.</summary>
    public float[] Prices(double[] classes)
    {
        var rows = new double[Vectors.Length];
        for (var number = 0; number < classes.Length; number++)
            if (_rows[number] >= 0)
                rows[_rows[number]] += classes[number];
        return Array.ConvertAll(rows, price => (float)price);
    }

    private static int RowOf(Dictionary<PodShape, int> rows, PodShape pod)
    {
        if (!rows.TryGetValue(pod, out var row))
            rows[pod] = row = rows.Count;
        return row;
    }
}
